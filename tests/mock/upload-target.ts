import { startMock } from '../../mock/start.ts';

// A mock in a process of its own, which tells its parent the most memory that it has ever used.
const mock = await startMock({ behaviour: { imageSizeQuota: 200 * 1024 * 1024 } });
// What starting up needed does not count.
await fetch(`${mock.url}/1.0.0.0/org`);
global.gc?.();
let most = process.memoryUsage().rss;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss);
}, 5);
process.send?.({ port: mock.port, memory: most });
process.on('message', () => process.send?.({ memory: most }));
process.on('disconnect', () => {
  clearInterval(watch);
  process.exit(0);
});
