import {
  type Image,
  type ImagesHandlers,
  type Implementation,
  parseField,
  VoxnixError,
} from "@voxnix/protocol";
import { z } from "zod";
import { tellChoice } from "../audit/tell.ts";
import type { ImageInfo } from "../composer/image-index.ts";
import { describeImage, usersOf } from "../operations/describe-image.ts";
import { hostOwner } from "../operations/task.ts";
import { composingNow } from "../operations/tidy-images.ts";
import type { ContainerRecord } from "../store/record.ts";
import { audited } from "./audited.ts";
import { checkChoice } from "./choice.ts";
import type { Engine } from "./engine.ts";
import { fingerprintOf, followed, parseRequestId } from "./request.ts";
import { parseOwner } from "./scope.ts";
import { parseChoice } from "./spec.ts";
import type { Role } from "./table.ts";

const Path = z.string().regex(/^\/nix\/store\/[A-Za-z0-9+._?=-]{1,255}$/, {
  error: "must be the path of an image in the Nix store",
});

/** voxnix.v1.Images for one role. */
export function imagesApi(role: Role, engine: Engine): Implementation<ImagesHandlers> {
  const { parts, registry } = engine;
  const { images, records, composer } = parts;

  const message = async (info: ImageInfo, seen: readonly ContainerRecord[]): Promise<Image> => {
    // A library that has lost one of its modules does not lead to it either.
    const key = await composer.key(info).catch(() => "");
    return describeImage(images, info, seen, key !== info.key);
  };

  return {
    async List(request) {
      const owner = parseOwner(role, request.owner);
      const seen = owner === undefined ? records.all() : records.ofOwner(owner);
      const shown = images.all().filter(({ path }) => role === "admin" || usersOf(path, seen).length > 0);
      return { images: await Promise.all(shown.map((info) => message(info, seen))) };
    },
    async *Prebuild(request, { signal }) {
      const requestId = parseRequestId(request.requestId);
      const wanted = parseChoice(request, "");
      const fingerprint = fingerprintOf(["PREBUILD", wanted]);
      const joined = registry.joined(undefined, requestId, fingerprint);
      if (joined !== undefined) return yield* followed(joined, true, signal);
      const { choice } = await checkChoice(engine, wanted, "");
      const operation = await registry.begin({
        ...{ kind: "PREBUILD", record: null, choice },
        ...{ role, requestId, fingerprint },
      });
      yield* followed(operation, false, signal);
    },
    async Remove(request) {
      const path = parseField("path", Path, request.path);
      const info = images.at(path);
      if (info === undefined) {
        throw new VoxnixError("NOT_FOUND", `There is no image ${path}.`, {
          field: "path",
          known: images.all().map((image) => image.path),
        });
      }
      const described = await message(info, records.all());
      refuseIfUsed(engine, path);
      const { modules, packages } = info;
      const change = { role, owner: hostOwner, action: "Images.Remove", container: "" } as const;
      return audited(
        parts,
        { ...change, arguments: { path, ...tellChoice({ modules, packages }) } },
        async () => {
          await images.remove(path);
          return { image: described };
        },
      );
    },
  };
}

function refuseIfUsed({ parts: { images, records }, registry }: Engine, path: string): void {
  const users = usersOf(path, records.all()).map(({ name }) => name);
  if (users.length > 0) throw inUse(`${users.join(", ")} runs it or can go back to it`, users);
  if (images.isPinned(path)) throw inUse("the host's configuration names it", ["VOXNIX_PREBUILD"]);
  const composing = composingNow(registry);
  if (composing === undefined) return;
  const { id, kind } = composing.plan;
  throw inUse(`a ${kind.toLowerCase()} operation may be about to use it (${id}): wait for it`, [id]);
}

function inUse(why: string, known: string[]): VoxnixError {
  return new VoxnixError("IN_USE", `The image cannot be removed: ${why}.`, { field: "path", known });
}
