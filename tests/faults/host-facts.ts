import { CODE, NODE } from "@voxnix/sandbox";
import { inAppliance } from "../system/harness/appliance.ts";

/** What the host has of containers, as the disk, the kernel and systemd tell it. */
export interface HostFacts {
  /** By file name. */
  confs: Record<string, { path: string; system: string; address: string }>;
  /** Unit files and drop-ins by name, and where they lead. */
  units: Record<string, string>;
  /** Machines that start with the host. */
  autostart: string[];
  /** Root trees of containers. */
  trees: string[];
  /** Folders or store paths that units and confs were installed from. */
  heldHostSides: Record<string, string[]>;
  heldGenerations: Record<string, Record<string, string>>;
  heldImages: Record<string, string>;
  /** Nix's second links to roots that are gone. */
  danglingRoots: string[];
  extraContainerRoots: string[];
  /** "loaded active running" and so on, by machine. */
  states: Record<string, string>;
  registered: string[];
  /** Interfaces on the bridge, and whether they are isolated. */
  ports: Record<string, boolean>;
  /** By machine what the fence on the bridge lets it speak as: "MAC . address". */
  fence: Record<string, string[]>;
  /** Machines whose ports are behind it, and those of which the host's next boot knows. */
  fencedPorts: string[];
  fenceFiles: string[];
  /** The system that runs, by machine. */
  systems: Record<string, string>;
  /** What killed nspawns left. */
  leftExports: string[];
  /** Machines for which systemd was told properties at run time. */
  properties: string[];
  records: Record<string, RecordFacts | null>;
  imageNotes: string[];
  /** What was written down for Nix. */
  specs: string[];
  /** Files that were to take the place of others. */
  drafts: string[];
  /** Trees that are about to be removed. */
  rubbish: string[];
  secrets: string[];
  /** A digest of each tree. */
  workspaces: Record<string, string>;
  copies: Record<string, string>;
  notes: Record<
    string,
    { id: string; kind: string; record: { machine: string; name: string; owner: string } }
  >;
  /** Command lines in the executor's control group. */
  executorProcesses: string[];
}

/** The part of a record.json that the host can agree with. */
export interface RecordFacts {
  machine: string;
  name: string;
  owner: string;
  stage: string;
  autostart: boolean;
  address: string;
  image: string;
  hostSide: string;
  workspace: string | null;
  generation: number;
  generations: { number: number; image: string }[];
}

/** Reads them now. @param workspaces where the executor keeps the files of containers */
export async function hostFacts(workspaces: string): Promise<HostFacts> {
  const script = `${CODE}/tests/faults/inside/host-facts.ts`;
  return JSON.parse(await inAppliance(NODE, script, workspaces));
}
