/** A pause in which messages and other work get their turn. */

const breathing: (() => void)[] = [];
let channel: MessageChannel | null = null;

/** Resolves once what has arrived by now is heard. Not a timer, which would wait four milliseconds each time. */
export function breath(): Promise<void> {
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => breathing.shift()?.();
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  breathing.push(resolve);
  channel.port2.postMessage(null);
  return promise;
}
