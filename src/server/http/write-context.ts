import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { UsageError } from '../../domain/errors.ts';
import type { WriteContext } from '../store/store.ts';

const KEY = /^[\w.:-]{8,100}$/;

/** Who writes, from where, under which Idempotency-Key. @throws UsageError `http/bad-idempotency-key` */
export function readWriteContext(request: FastifyRequest): WriteContext {
	const key = request.headers['idempotency-key'];
	const by = request.identity.actor;
	if (key === undefined) return { by, from: request.ip, idempotency: null };
	if (typeof key !== 'string' || !KEY.test(key)) {
		throw new UsageError(
			'http/bad-idempotency-key',
			`Idempotency-Key: got ${String(key).slice(0, 40)}, expected 8 to 100 of A-Z a-z 0-9 . _ : -`,
		);
	}
	const asked = JSON.stringify([request.method, request.url, request.body ?? null]);
	return { by, from: request.ip, idempotency: { key, request: createHash('sha256').update(asked).digest('hex') } };
}
