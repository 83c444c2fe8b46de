import { MapPin, RotateCcw, RotateCw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PlacedAerial } from '../../../domain/alert/situation.ts';
import type { Incident } from '../../../domain/incident.ts';
import { useServices, useUi } from '../../state/services.ts';
import { placeTruck, removeTruck } from '../../state/what-if-store.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useSide } from './say-wind.ts';

const TURN_DEG = 15;
/** The situation takes no more. */
const MOST = 8;

interface PlacedTrucksProps {
	readonly incident: Incident;
	readonly placed: readonly PlacedAerial[];
	/** Model that the next one is of; null = there is none to place. */
	readonly model: string | null;
	/** Heading of the spot that an aerial without one took, degrees, by its place in `placed`. */
	readonly headings: readonly (number | null)[];
}

/** Aerials put on the map by hand: put, move, turn, take away. */
export function PlacedTrucks({ incident, placed, model, headings }: PlacedTrucksProps) {
	const { t } = useTranslation();
	const saySide = useSide();
	const { ui, whatIf } = useServices();
	const placing = useUi((state) => state.placing);
	const place = (name: string, index: number | null) => ui.setState({ placing: { model: name, index } });
	return (
		<fieldset className="what-if__field" aria-label={t('whatIf.trucks')}>
			{placed.map((truck, index) => {
				const headingDeg = truck.headingDeg ?? headings[index] ?? null;
				const turn = (deg: number) =>
					placeTruck(
						whatIf,
						incident,
						{ ...truck, headingDeg: ((((headingDeg ?? 0) + deg) % 360) + 360) % 360 },
						index,
					);
				return (
					// biome-ignore lint/suspicious/noArrayIndexKey: a placed aerial is known by its place in the list alone.
					<div key={index} className="what-if__line">
						<b className="nowrap">
							X{index + 1} {truck.model}
						</b>
						<span className="dim grow ellipsis" title={t('whatIf.truckHeading')}>
							{truck.headingDeg === null ? t('whatIf.truckAlong') : `${saySide(truck.headingDeg)} ${truck.headingDeg}°`}
						</span>
						<IconButton small icon={RotateCcw} label={t('whatIf.turnLeft')} onClick={() => turn(-TURN_DEG)} />
						<IconButton small icon={RotateCw} label={t('whatIf.turnRight')} onClick={() => turn(TURN_DEG)} />
						<IconButton
							small
							icon={MapPin}
							label={t('whatIf.moveTruck')}
							pressed={placing?.index === index}
							onClick={() => place(truck.model, index)}
						/>
						<IconButton
							small
							icon={X}
							label={t('whatIf.removeTruck')}
							onClick={() => removeTruck(whatIf, incident, index)}
						/>
					</div>
				);
			})}
			{model !== null && placed.length < MOST && (
				<button
					type="button"
					className="btn btn--row"
					aria-pressed={placing !== null && placing.index === null}
					onClick={() => place(model, null)}
				>
					<MapPin size={16} strokeWidth={1.75} aria-hidden />
					{t('whatIf.placeTruck', { name: model })}
				</button>
			)}
		</fieldset>
	);
}
