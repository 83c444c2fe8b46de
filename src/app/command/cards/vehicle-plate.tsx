import { useTranslation } from 'react-i18next';
import { findWord } from '../../i18n/say-code.ts';
import './vehicle-plate.css';

const DROP = 'M8 2c2.6 3.4 4 5.6 4 7.6a4 4 0 0 1-8 0C4 7.6 5.4 5.4 8 2z';
const LADDER = 'M2 13 12 2M5 14 14 5M4.5 10.2l2.6 2.6M7.2 7.3l2.6 2.6M9.9 4.4l2.6 2.6';
/** What each kind of vehicle is for: water, foam, ladder, platform, water tower, rescue, smoke, light, hazmat, radio. */
const GLYPHS: Readonly<Record<string, string>> = {
	AP: DROP,
	SG: DROP,
	XF: DROP,
	GS: 'M2 6q3-3 6 0t6 0M2 11q3-3 6 0t6 0',
	PM: 'M5 12a3 3 0 1 1 0-6 3 3 0 1 1 6 0 3 3 0 1 1 0 6z',
	YT: LADDER,
	DG: 'M2 14 9 7M9 7V3h5v4z',
	JP: 'M2 14 9 7M9 7l5-5M11 6l3 0M9.5 4l0-2.5',
	JY: 'M8 2v6a3 3 0 1 1-3 3',
	PY: 'M8 8V3q4 0 3 5M8 8l4.3 2.5q-2 3.5-5 .500M8 8l-4.3 2.5q-2-3.5 2-4.5',
	ZM: 'M8 2a4 4 0 0 1 2 7.4V11H6V9.4A4 4 0 0 1 8 2zM6.5 14h3',
	FH: 'M8 1.5 14.5 8 8 14.5 1.5 8zM8 5v4M8 11v.500',
	TX: 'M8 14V7M4.5 9.5a5 5 0 0 1 0-7M11.5 9.5a5 5 0 0 0 0-7',
};

interface VehiclePlateProps {
	/** Letters of the vehicle's type. */
	readonly type: string;
	/** Of the same kind; 1 is not said. */
	readonly count?: number;
	/** In place of the letters: a model. */
	readonly model?: string;
	/** More of them, for the tooltip; absent = the type's word. */
	readonly title?: string;
}

/** A kind of vehicle: glyph and letters on a plate, as in lists and on the map. */
export function VehiclePlate({ type, count = 1, model, title }: VehiclePlateProps) {
	const { i18n } = useTranslation();
	const word = findWord(i18n, 'vehicleType', type) ?? type;
	const glyph = GLYPHS[type];
	return (
		<span className="vehicle-plate" title={title ?? word}>
			{glyph && (
				<svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
					<path d={glyph} />
				</svg>
			)}
			<span aria-hidden>
				{model ?? type}
				{count > 1 && `×${count}`}
			</span>
			<span className="visually-hidden">
				{model ? `${word} ${model}` : word}
				{count > 1 && ` ×${count}`}
			</span>
		</span>
	);
}
