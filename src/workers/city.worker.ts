import { createAssessHandlers } from './assess/create-assess-handlers.ts';
import { type MessageEndpoint, serveWorkerCalls } from './call-worker.ts';
import type { CityMessages } from './messages.ts';
import { createRoutingHandlers } from './routing/create-routing-handlers.ts';
import { createHeldRoads } from './routing/held-roads.ts';

const roads = createHeldRoads();
serveWorkerCalls<CityMessages>(self as unknown as MessageEndpoint, {
	...createRoutingHandlers(roads),
	...createAssessHandlers(roads),
});
