import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { ROUTES } from '../../../domain/api.ts';
import { sayError } from '../../i18n/say-code.ts';
import { useBase } from '../../state/use-base.ts';
import { formatAge, formatDate, formatTime } from '../../ui/format.ts';
import { Notice, Skeleton } from '../../ui/states.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { nameDevice } from './name-device.ts';

type Sessions = z.infer<typeof ROUTES.sessions.response>['sessions'];

/** Where the person is signed in; each of the others can be ended from here. */
export function SessionList() {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const { api } = useBase();
	const [sessions, setSessions] = useState<Sessions | null>(null);
	const [failure, setFailure] = useState<unknown>(null);

	const load = useCallback(
		(signal?: AbortSignal) =>
			api.listSessions(signal).then(
				(answer) => setSessions(answer.sessions),
				(error: unknown) => {
					if (!signal?.aborted) setFailure(error);
				},
			),
		[api],
	);
	useEffect(() => {
		const abort = new AbortController();
		void load(abort.signal);
		return () => abort.abort();
	}, [load]);

	const revoke = (id: string) => {
		setFailure(null);
		api.revokeSession(id).then(() => load(), setFailure);
	};
	return (
		<>
			<p className="soft">{t('session.sessionsHint')}</p>
			{failure !== null && <Notice title={sayError(i18n, failure).title} code={sayError(i18n, failure).code} />}
			{sessions === null && failure === null && <Skeleton label={t('session.sessionsLoading')} />}
			<ul className="sessions">
				{sessions?.map(({ id, device, from, createdAtMs, lastSeenAtMs, isThis }) => (
					<li key={id}>
						<div className="grow">
							<b title={device}>{nameDevice(device)}</b> <span className="soft">{from}</span>
							<p className="dim">
								{t('session.since', { time: `${formatDate(createdAtMs)} ${formatTime(createdAtMs)}` })} ·{' '}
								{t('session.seen', { age: formatAge(lastSeenAtMs, Date.now(), language) })}
							</p>
						</div>
						{isThis ? (
							<span className="soft nowrap">{t('session.thisOne')}</span>
						) : (
							<button type="button" className="btn btn--row" onClick={() => revoke(id)}>
								{t('session.revoke')}
							</button>
						)}
					</li>
				))}
			</ul>
		</>
	);
}
