import type { FastifyRequest } from 'fastify';
import type { Identity } from '../../domain/access/may-do.ts';
import type { WriteContext } from '../store/store.ts';
import { readWriteContext } from './write-context.ts';

/** Who asks a desk to change something: what they may do, and what the log says of them. */
export interface Caller {
	readonly identity: Identity;
	readonly context: WriteContext;
}

/** Who sends a request. @throws UsageError `http/bad-idempotency-key` */
export function readCaller(request: FastifyRequest): Caller {
	return { identity: request.identity, context: readWriteContext(request) };
}
