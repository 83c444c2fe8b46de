import { type MessageEndpoint, serveWorkerCalls } from './call-worker.ts';
import { createReportHandlers } from './report/create-report-handlers.ts';

serveWorkerCalls(self as unknown as MessageEndpoint, createReportHandlers());
