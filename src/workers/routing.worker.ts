import { type MessageEndpoint, serveWorkerCalls } from './call-worker.ts';
import { createRoutingHandlers } from './routing/create-routing-handlers.ts';

serveWorkerCalls(self as unknown as MessageEndpoint, createRoutingHandlers());
