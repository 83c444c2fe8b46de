import type { FastifyRequest } from 'fastify';
import type { Identity } from '../../domain/access/may-do.ts';
import { readWriteContext } from '../http/write-context.ts';
import type { WriteContext } from '../store/store.ts';

/** Who asks a desk for a change: what it may do, and as what the change is written. */
export interface Caller {
	readonly identity: Identity;
	readonly context: WriteContext;
}

/** The caller of a request. @throws UsageError `http/bad-idempotency-key` */
export function readCaller(request: FastifyRequest): Caller {
	return { identity: request.identity, context: readWriteContext(request) };
}
