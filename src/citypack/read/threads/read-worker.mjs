// Node 20's threads do not inherit the loader for TypeScript sources; the work itself is in run-read-worker.ts.
import { register } from 'tsx/esm/api';

register();
await import('./run-read-worker.ts');
