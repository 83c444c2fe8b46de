import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUi } from '../../state/services.ts';

const SHOWN_MS = 6000;

/** Says for some seconds that the city data on screen are other ones than before. */
export function PackNotice() {
	const { t } = useTranslation();
	const updates = useUi((state) => state.packUpdates);
	const [seen, setSeen] = useState(updates);
	useEffect(() => {
		const timer = setTimeout(() => setSeen(updates), SHOWN_MS);
		return () => clearTimeout(timer);
	}, [updates]);
	if (seen === updates) return null;
	return (
		<div className="map-pane__hint float" role="status">
			{t('pack.updated')}
		</div>
	);
}
