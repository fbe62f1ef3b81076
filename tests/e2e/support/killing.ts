// A browser with a profile that outlives it, and the signals that end it.
import { chromium, type BrowserContext, type TestInfo } from "@playwright/test";
import { execSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Mortal {
  profile: string;
  /** Starts the browser, again and again with the same profile. */
  start(): Promise<BrowserContext>;
  /** Ends every process of this profile's browser, as the system would. */
  signal(name: "KILL" | "TERM"): void;
  /** Ends what still runs and takes the profile away. */
  forget(): void;
}

/** A profile of its own in this folder. */
export function mortal(info: TestInfo, folder = tmpdir(), more: string[] = []): Mortal {
  const use = info.project.use;
  const profile = mkdtempSync(join(folder, "pitchwright-profile-"));
  const signal = (name: "KILL" | "TERM") => {
    try { execSync(`pkill -${name} -f -- "--user-data-dir=${profile}"`); } catch { /* already gone */ }
  };
  return {
    profile,
    start: () => chromium.launchPersistentContext(profile, {
      channel: use.channel,
      executablePath: use.launchOptions?.executablePath,
      args: [...(use.launchOptions?.args ?? []), ...more],
      baseURL: use.baseURL ?? undefined,
      viewport: { width: 1200, height: 800 },
      serviceWorkers: "block",
      // What signals do is the test's to say.
      handleSIGTERM: false,
    }),
    signal,
    forget: () => {
      signal("KILL");
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
