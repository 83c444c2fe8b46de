import { createBasemapHandlers } from './basemap/create-basemap-handlers.ts';
import { type MessageEndpoint, serveWorkerCalls } from './call-worker.ts';

serveWorkerCalls(self as unknown as MessageEndpoint, createBasemapHandlers());
