import { inAppliance } from "./appliance.ts";

/** The module library that also has the modules of tests/system/modules, for VOXNIX_LIBRARY. */
export const TEST_LIBRARY = "/var/lib/voxnix-tests/library";
/** The pipe at which the module "waits" waits in the middle of its build. */
export const GATE = "/var/lib/voxnix-tests/gate";

/** Puts that library there. */
export const addTestModules = async (): Promise<void> => {
  const script = `rm -rf ${TEST_LIBRARY} && mkdir -p ${TEST_LIBRARY} && cp -r /opt/voxnix/nix/. ${TEST_LIBRARY} &&
    cp -r /opt/voxnix/tests/system/modules/. ${TEST_LIBRARY}/modules/ && rm -f ${GATE} && mkfifo ${GATE}`;
  await inAppliance("sh", "-ec", script);
};
