import { spawn, type ChildProcess } from "node:child_process";

/** Listens, lets its queue run full and accepts nothing, so that who connects waits for an answer to the first packet. */
const program = `import socket, time
listening = socket.socket()
listening.bind(("127.0.0.1", 0))
listening.listen(0)
waiting = []
for _ in range(4):
    one = socket.socket()
    one.setblocking(False)
    one.connect_ex(listening.getsockname())
    waiting.append(one)
print(listening.getsockname()[1], flush=True)
time.sleep(600)
`;

/** An address that takes no connection and refuses none. */
export class BlackHole {
  readonly #child: ChildProcess;
  readonly url: string;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  static async open(): Promise<BlackHole> {
    const child = spawn("python3", ["-c", program], { stdio: ["ignore", "pipe", "inherit"] });
    for await (const chunk of child.stdout)
      return new BlackHole(child, `http://127.0.0.1:${String(chunk).trim()}`);
    throw new Error("the black hole said no port");
  }

  close(): void {
    this.#child.kill("SIGKILL");
  }
}
