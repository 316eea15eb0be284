import type { Finished, Run } from "../system/run.ts";

interface Snapshot {
  name: string;
  clones: string[];
  leaving: boolean;
}
interface Dataset {
  quota: string;
  /** The snapshot that it hangs on, as "dataset@name". */
  origin: string | undefined;
  /** Oldest first. */
  snapshots: Snapshot[];
}

/**
 * A `zfs` that knows the commands that voxnix gives and no others, with the refusals of zfs(8) and its pages for
 * create, rename, snapshot, clone, promote, destroy and list. It takes the words of `systemd-run` around them.
 */
export class FakeZfs {
  readonly calls: string[] = [];
  readonly datasets = new Map<string, Dataset>([
    ["tank/ws", { quota: "0", origin: undefined, snapshots: [] }],
  ]);

  readonly run: Run = async (program, args) => {
    const wrapper = ["--wait", "--pipe", "--collect", "--quiet", "--service-type=exec", "--", "zfs"];
    if (program !== "systemd-run" || wrapper.some((word, index) => args[index] !== word)) {
      throw new Error(`not asked for in a unit of the host's: ${program} ${args.join(" ")}`);
    }
    const words = args.slice(wrapper.length);
    if (words[0] !== "list") this.calls.push(words.join(" "));
    try {
      return answer(0, this.#do(words[0] ?? "", words.slice(1)));
    } catch (error) {
      return answer(1, "", error instanceof Error ? error.message : String(error));
    }
  };

  #do(verb: string, words: readonly string[]): string {
    switch (verb) {
      case "list":
        return this.#list(words);
      case "create":
      case "clone": {
        const { quota, rest } = quotaOf(words);
        return verb === "create" ? this.#create(rest, quota) : this.#clone(rest, quota);
      }
      case "rename":
        return this.#rename(words);
      case "snapshot":
        return this.#snapshot(words);
      case "promote":
        return this.#promote(words);
      case "destroy":
        return this.#destroy(words);
      case "set":
        return this.#set(words);
    }
    throw new Error(`unrecognized command '${verb}'`);
  }

  #list(words: readonly string[]): string {
    const flags = "-H -p -r -t filesystem,snapshot -o name,used,quota,origin,clones,defer_destroy tank/ws";
    if (words.join(" ") !== flags) throw new Error(`list: unexpected ${words.join(" ")}`);
    const lines = [...this.datasets]
      .sort()
      .flatMap(([name, { quota, origin, snapshots }]) => [
        [name, "1024", quota, origin ?? "-", "-", "-"].join("\t"),
        ...snapshots.map((snapshot) =>
          [
            `${name}@${snapshot.name}`,
            "0",
            "-",
            "-",
            snapshot.clones.join(","),
            snapshot.leaving ? "on" : "off",
          ].join("\t"),
        ),
      ]);
    return lines.map((line) => `${line}\n`).join("");
  }

  #create([name = "", ...more]: readonly string[], quota: string): string {
    this.#checkNew(name, more);
    this.datasets.set(name, { quota, origin: undefined, snapshots: [] });
    return "";
  }

  #clone([origin = "", name = "", ...more]: readonly string[], quota: string): string {
    this.#checkNew(name, more);
    this.#snapshotOf(origin).clones.push(name);
    this.datasets.set(name, { quota, origin, snapshots: [] });
    return "";
  }

  #rename([from = "", to = "", ...more]: readonly string[]): string {
    const dataset = this.#dataset(from);
    this.#checkNew(to, more);
    this.datasets.delete(from);
    this.datasets.set(to, dataset);
    for (const each of this.datasets.values()) {
      if (each.origin?.startsWith(`${from}@`)) each.origin = each.origin.replace(from, to);
      for (const snapshot of each.snapshots)
        snapshot.clones = snapshot.clones.map((name) => (name === from ? to : name));
    }
    return "";
  }

  #set([property = "", name = "", ...more]: readonly string[]): string {
    const quota = /^quota=(\d+|none)$/.exec(property)?.[1];
    if (quota === undefined || more.length > 0) throw new Error(`bad property '${property}'`);
    this.#dataset(name).quota = quota === "none" ? "0" : quota;
    return "";
  }

  #snapshot([full = "", ...more]: readonly string[]): string {
    const [name = "", snapshot = ""] = full.split("@");
    if (more.length > 0 || snapshot === "") throw new Error("snapshot: bad arguments");
    const { snapshots } = this.#dataset(name);
    if (snapshots.some((each) => each.name === snapshot))
      throw new Error(`cannot create snapshot '${full}': exists`);
    snapshots.push({ name: snapshot, clones: [], leaving: false });
    return "";
  }

  // zfs-promote(8): the clone takes over its origin and all snapshots before it; the old one becomes its clone.
  #promote([name = "", ...more]: readonly string[]): string {
    const dataset = this.#dataset(name);
    if (more.length > 0 || dataset.origin === undefined)
      throw new Error(`cannot promote '${name}': not a clone`);
    const [parentName = "", snapshot = ""] = dataset.origin.split("@");
    const parent = this.#dataset(parentName);
    const at = parent.snapshots.findIndex((each) => each.name === snapshot);
    const taken = parent.snapshots.splice(0, at + 1);
    const last = taken.at(-1);
    if (last === undefined) throw new Error("the origin is gone");
    last.clones = [...last.clones.filter((each) => each !== name), parentName];
    dataset.snapshots.unshift(...taken);
    dataset.origin = parent.origin;
    parent.origin = `${name}@${snapshot}`;
    for (const { name: kept, clones } of taken.slice(0, -1)) {
      for (const clone of clones) this.#dataset(clone).origin = `${name}@${kept}`;
    }
    for (const clone of last.clones)
      if (clone !== parentName) this.#dataset(clone).origin = `${name}@${snapshot}`;
    return "";
  }

  #destroy(words: readonly string[]): string {
    const deferred = words[0] === "-d";
    const [full = "", ...more] = deferred ? words.slice(1) : words;
    if (more.length > 0 || full.startsWith("-")) throw new Error("destroy: bad arguments");
    const [name = "", snapshot] = full.split("@");
    const dataset = this.#dataset(name);
    if (snapshot === undefined) {
      if (deferred) throw new Error("destroy: -d is for snapshots");
      if (dataset.snapshots.length > 0) throw new Error(`cannot destroy '${name}': filesystem has children`);
      this.datasets.delete(name);
      if (dataset.origin !== undefined) this.#unhang(dataset.origin, name);
      return "";
    }
    const found = this.#snapshotOf(full);
    if (found.clones.length === 0) dataset.snapshots = dataset.snapshots.filter((each) => each !== found);
    else if (deferred) found.leaving = true;
    else throw new Error(`cannot destroy '${full}': snapshot has dependent clones`);
    return "";
  }

  #unhang(origin: string, clone: string): void {
    const snapshot = this.#snapshotOf(origin);
    snapshot.clones = snapshot.clones.filter((each) => each !== clone);
    const dataset = this.#dataset(origin.split("@")[0] ?? "");
    if (snapshot.leaving && snapshot.clones.length === 0) {
      dataset.snapshots = dataset.snapshots.filter((each) => each !== snapshot);
    }
  }

  #checkNew(name: string, more: readonly string[]): void {
    if (more.length > 0) throw new Error("too many arguments");
    if (!/^tank\/ws\/[A-Za-z0-9_.:-]+$/.test(name)) throw new Error(`cannot create '${name}': invalid name`);
    if (this.datasets.has(name)) throw new Error(`cannot create '${name}': dataset already exists`);
  }

  #dataset(name: string): Dataset {
    const found = this.datasets.get(name);
    if (found === undefined) throw new Error(`cannot open '${name}': dataset does not exist`);
    return found;
  }

  #snapshotOf(full: string): Snapshot {
    const [name = "", snapshot] = full.split("@");
    const found = this.#dataset(name).snapshots.find((each) => each.name === snapshot);
    if (found === undefined) throw new Error(`cannot open '${full}': dataset does not exist`);
    return found;
  }
}

function quotaOf(words: readonly string[]): { quota: string; rest: readonly string[] } {
  if (words[0] !== "-o") return { quota: "0", rest: words };
  const quota = /^quota=(\d+)$/.exec(words[1] ?? "")?.[1];
  if (quota === undefined) throw new Error(`bad property '${words[1]}'`);
  return { quota, rest: words.slice(2) };
}

function answer(code: number, stdout: string, stderr = ""): Finished {
  return { code, stdout, stderr, timedOut: false };
}
