import { addPackages, silent } from "@voxnix/sandbox";
import { beforeAll, describe, expect, it } from "vitest";
import { inAppliance } from "../harness/appliance.ts";
import { newOwner, openDoors } from "../harness/executor.ts";
import { runIn } from "../harness/inside.ts";
import { succeed } from "../harness/operation.ts";

const { tenant } = openDoors();
const owner = newOwner("postgres");
const dev = { owner, name: "dev" };
const said = async (...command: string[]) => (await runIn(tenant, owner, "dev", command)).stdout.trim();
const sql = (text: string) => said("psql", "-tA", "shop", "-c", text);

describe("a container with postgres", () => {
  beforeAll(async () => {
    // Not in the sandbox from the start: its server is one of the large packages.
    await addPackages(["postgresql"], silent);
    await tenant.secrets.Set({ owner, name: "db", value: Buffer.from(`it's a "secret" \\ $1`) });
    const settings = { database: { text: "shop" }, password: { text: "db" } };
    const spec = { name: "dev", modules: [{ name: "postgres", settings }] };
    await succeed(tenant.containers.Create({ owner, spec }));
  }, 300_000);

  it("says that it is well", async () => {
    const fact = async () => (await tenant.containers.Inspect(dev)).moduleFacts[0];
    await expect
      .poll(fact)
      .toMatchObject({ ok: true, text: expect.stringContaining("has the database shop") });
  });

  it("has the database, which outlives a restart", async () => {
    await sql("create table goods (name text); insert into goods values ('tea')");
    await succeed(tenant.containers.Restart(dev));
    await expect.poll(() => sql("select name from goods")).toBe("tea");
    expect(await sql("select tableowner from pg_tables where tablename = 'goods'")).toBe("root");
    const database = "select pg_get_userbyid(datdba) from pg_database where datname = 'shop'";
    expect(await sql(database)).toBe("shop");
  });

  it("answers from outside to who knows the password", async () => {
    const { address } = await tenant.containers.Get(dev);
    const login = ["psql", "-tA", "-h", address, "-U", "shop", "shop", "-c", "select current_user"];
    const as = (PGPASSWORD: string) =>
      runIn(tenant, owner, "dev", login, { environment: { PGPASSWORD, PGCONNECT_TIMEOUT: "10" } });
    await expect.poll(async () => (await as(`it's a "secret" \\ $1`)).stdout.trim()).toBe("shop");
    expect((await as("wrong")).stderr).toMatch(/password authentication failed/);
    // It listens for others, too.
    await inAppliance("bash", "-c", `exec 3<> /dev/tcp/${address}/5432`);
  });
});
