#!/usr/bin/env node
// Runs the TypeScript sources as they are; the command itself is in main.ts.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./main.ts');
await main(process.argv);
