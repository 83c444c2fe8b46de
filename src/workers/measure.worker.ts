import { type MessageEndpoint, serveWorkerCalls } from './call-worker.ts';
import { createMeasureHandlers } from './measure/create-measure-handlers.ts';

serveWorkerCalls(self as unknown as MessageEndpoint, createMeasureHandlers());
