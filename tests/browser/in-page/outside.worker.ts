/** Asks for the URL it is told, and says how that went. */
self.onmessage = ({ data }: MessageEvent<string>) => {
  void fetch(data).then(() => 'allowed', () => 'refused').then((answer) => self.postMessage(answer));
};
