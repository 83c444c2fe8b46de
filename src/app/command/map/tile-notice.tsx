import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useServices, useUi } from '../../state/services.ts';
import { formatNumber } from '../../ui/format.ts';

/** How many map tiles failed of those asked for, with a retry; nothing while none has. */
export function TileNotice() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const { failed, loaded, pending } = useUi((state) => state.tiles);
	if (failed === 0) return null;
	return (
		<div className="tile-notice float" role="status">
			<TriangleAlert size={16} strokeWidth={1.75} aria-hidden />
			{t('map.tilesFailed')}{' '}
			<b>
				{formatNumber(failed)} / {formatNumber(loaded + failed + pending)}
			</b>
			<button type="button" className="btn btn--link" onClick={() => ui.setState({ request: { kind: 'retry-tiles' } })}>
				{t('map.retry')}
			</button>
		</div>
	);
}
