import { Navigation2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useServices, useUi } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { formatDistance, joinQuantity } from '../../ui/format.ts';
import { findScaleLength } from './scale-length.ts';

const MAX_BAR_PX = 110;

/** Scale bar and north arrow of the view, which turns to north when pressed; in a tilted view the scale holds at its middle, and says so. */
export function MapScale() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const view = useUi((state) => state.view);
	const flat = useUi((state) => state.dimension === '2d');
	const incident = useCurrentIncident();
	if (!view || !(view.metresPerPixel > 0)) return null;
	const lengthM = findScaleLength(view.metresPerPixel, MAX_BAR_PX);
	return (
		<div className="map-scale float">
			<button
				type="button"
				className="icon-btn icon-btn--small map-scale__north"
				aria-label={t('map.north')}
				title={t('map.north')}
				onClick={() => ui.setState({ request: { kind: 'north' } })}
			>
				<Navigation2
					size={20}
					strokeWidth={1.75}
					aria-hidden
					style={{ rotate: `${Math.round(-view.view.headingDeg)}deg` }}
				/>
				<small aria-hidden>N</small>
			</button>
			<div>
				<span>{joinQuantity(formatDistance(lengthM))}</span>
				<i style={{ width: `${lengthM / view.metresPerPixel}px` }} />
				{!flat && <small className="dim">{t(incident ? 'map.scaleAtTarget' : 'map.scaleAtCentre')}</small>}
			</div>
		</div>
	);
}
