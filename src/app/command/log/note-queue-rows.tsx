import { CloudOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { sayError } from '../../i18n/say-code.ts';
import { useServices } from '../../state/services.ts';
import { useSession } from '../../state/use-base.ts';
import { formatTime } from '../../ui/format.ts';

/** Notes of this incident that the server does not have yet, each with why; nothing while there are none. */
export function NoteQueueRows({ incidentId }: { readonly incidentId: string }) {
	const { t, i18n } = useTranslation();
	const { notes: queue } = useServices();
	const { notes, isKept } = useStore(queue.state);
	const actorId = useSession(({ session }) => session?.actor?.id ?? '');
	// What is on its way for the first time is in the log a moment later.
	const own = notes.filter(
		(note) =>
			note.incidentId === incidentId && note.actorId === actorId && (note.error !== null || note.state === 'waiting'),
	);
	if (own.length === 0) return null;
	const hasFiles = own.some(({ files }) => files.length > 0);
	return (
		<div className="note-queue" role="status">
			<p>
				<CloudOff size={16} strokeWidth={1.75} aria-hidden />
				{t('log.queued', { count: own.length })}
				{!isKept && ` · ${t('log.notKept')}`}
				{hasFiles && ` · ${t('log.filesNotKept')}`}
			</p>
			<ul>
				{own.map(({ key, atMs, kind, text, state, error, files }) => (
					<li key={key}>
						<span className="grow ellipsis" title={text}>
							{formatTime(atMs)} {t(`log.kinds.${kind}`)} {text}
							{files.map(({ name }) => ` ${name}`)}
						</span>
						{state === 'refused' ? (
							<>
								<span title={sayError(i18n, error).detail}>
									{t('log.refusedNote')} {sayError(i18n, error).title}
								</span>
								<button type="button" className="btn btn--row" onClick={() => queue.sendAgain(key)}>
									{t('log.sendAgain')}
								</button>
								<button type="button" className="btn btn--row" onClick={() => queue.discard(key)}>
									{t('log.discard')}
								</button>
							</>
						) : (
							<span className="dim">{t('log.queuedOne')}</span>
						)}
					</li>
				))}
			</ul>
		</div>
	);
}
