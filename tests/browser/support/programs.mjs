// The programs of the build that is tested, and the pages beside them.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
export const bin = process.env.LUOT_BIN_DIR ?? join(root, "build/dev/bin");
export const site = process.env.LUOT_SITE_DIR ?? join(bin, "../share/luot/site");
