// WebKitGTK under a screen of its own, told what to do over its input.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A free screen without a monitor: its name, and what ends it. */
async function screen() {
  // The X server chooses a number and writes it to the file it is given.
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const number = await new Promise((resolve, reject) => {
    server.on("error", reject);
    server.on("exit", () => reject(new Error("Xvfb did not start")));
    server.stdio[3].once("data", (data) => resolve(String(data).trim()));
  });
  return { name: `:${number}`, stop: () => server.kill() };
}

/** A window of WebKitGTK with an empty profile. */
export async function webkit() {
  const display = await screen();
  const env = {
    ...process.env,
    DISPLAY: display.name,
    GDK_BACKEND: "x11",
    // Whoever may run everything, as on a build machine, has no sandbox to begin with; and there is
    // no graphics card behind this screen.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    NO_AT_BRIDGE: "1",
    GSETTINGS_BACKEND: "memory",
    LANG: "en_GB.UTF-8",
  };
  const program = spawn("/usr/bin/python3", ["tests/e2e/webkit/browser.py"], { env, stdio: ["pipe", "pipe", "ignore"] });
  const waiting = [];
  let gone = null;
  const end = (why) => {
    gone ??= new Error(why);
    for (const { reject } of waiting.splice(0)) reject(gone);
  };
  program.on("error", (error) => end(error.message));
  program.on("exit", (code) => end(`WebKitGTK ended with ${code}`));
  createInterface({ input: program.stdout }).on("line", (line) => {
    const { value, error } = JSON.parse(line);
    const asked = waiting.shift();
    if (error) asked?.reject(new Error(error));
    else asked?.resolve(value);
  });
  const ask = (command) => new Promise((resolve, reject) => {
    if (gone) return reject(gone);
    waiting.push({ resolve, reject });
    program.stdin.write(`${JSON.stringify(command)}\n`);
  });
  /** What a function returns that runs in the page. */
  const run = (act, ...given) => ask({ run: `return (${act})(${given.map((one) => JSON.stringify(one)).join(", ")})` });
  return {
    open: (address) => ask({ open: address }),
    run,
    /** Waits until a function that runs in the page says so. */
    async until(act, ...given) {
      for (let tries = 0; tries < 300; tries++) {
        if (await run(act, ...given)) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`never: ${act}`);
    },
    print: (path, width, height) => ask({ print: path, width, height }),
    close() {
      program.kill();
      display.stop();
    },
  };
}
