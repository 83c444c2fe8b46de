import { useTranslation } from 'react-i18next';
import { sayError } from '../i18n/say-code.ts';
import { useServices } from '../state/services.ts';
import { endReplay } from './start-replay.ts';
import type { ReplayOpening } from './use-open-replay.ts';

/** A replay that is being read, or could not be: what is above is still now. */
export function OpeningBar({ opening }: { readonly opening: ReplayOpening }) {
	const { t, i18n } = useTranslation();
	const { ui } = useServices();
	const failure = opening.status === 'failed' ? sayError(i18n, opening.error) : null;
	return (
		<div className="replay-bar replay-bar--opening" role="status">
			<span className="hatched">{t('replay.tag')}</span>
			<span className="grow ellipsis" title={failure?.detail}>
				{failure ? `${t('replay.failed')} · ${failure.title} · ${failure.code}` : t('replay.loading')}
			</span>
			{opening.status === 'failed' && (
				<button type="button" className="btn btn--row" onClick={opening.retry}>
					{t('replay.retry')}
				</button>
			)}
			<button type="button" className="btn btn--row" onClick={() => endReplay(ui)}>
				{t('replay.cancel')}
			</button>
		</div>
	);
}
