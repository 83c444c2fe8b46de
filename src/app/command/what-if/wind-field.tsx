import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Wind } from '../../../domain/alert/situation.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { saySpeed, useSide } from './say-wind.ts';
import { WindDial } from './wind-dial.tsx';

interface WindFieldProps {
	readonly wind: Wind | null;
	readonly headingDeg: number;
	readonly nowMs: number;
	readonly onChange: (wind: Wind | null) => void;
}

const MOST_MPS = 20;
const STEP_MPS = 0.5;

/** The wind as somebody tells it: direction and speed. Unknown until both are given; what is set here is said, not measured. */
export function WindField({ wind, headingDeg, nowMs, onChange }: WindFieldProps) {
	const { t } = useTranslation();
	const saySide = useSide();
	const [fromDeg, setFromDeg] = useState<number | null>(null);
	const [speedMps, setSpeedMps] = useState<number | null>(null);
	const from = wind?.fromDeg ?? fromDeg;
	const speed = wind?.speedMps ?? speedMps;

	function set(nextFrom: number | null, nextSpeed: number | null): void {
		setFromDeg(nextFrom);
		setSpeedMps(nextSpeed);
		if (nextFrom !== null && nextSpeed !== null) {
			onChange({ fromDeg: nextFrom, speedMps: nextSpeed, basis: 'said', observedAtMs: nowMs });
		}
	}

	const side = from === null ? t('value.unknown') : saySide(from);
	const missing = from === null ? t('whatIf.windNeedFrom') : t('whatIf.windNeedSpeed');
	return (
		<fieldset className="what-if__wind">
			<legend className="visually-hidden">{t('whatIf.wind')}</legend>
			<WindDial
				label={t('whatIf.windFrom')}
				valueText={side}
				fromDeg={from}
				headingDeg={headingDeg}
				onChange={(deg) => set(deg, speed)}
			/>
			<div>
				<div className="what-if__line">
					<span className="dim">{t('whatIf.wind')}</span>
					<b className="grow">
						{from === null && speed === null
							? t('value.unknown')
							: `${from === null ? '' : t('whatIf.windOf', { side, speed: '' }).trim()} ${speed === null ? '' : saySpeed(speed)}`.trim()}
					</b>
					{wind && <BasisTag basis={wind.basis} />}
					{(wind || from !== null || speed !== null) && (
						<button
							type="button"
							className="btn btn--link"
							onClick={() => {
								setFromDeg(null);
								setSpeedMps(null);
								if (wind) onChange(null);
							}}
						>
							{t('whatIf.windClear')}
						</button>
					)}
				</div>
				<input
					type="range"
					className="slider"
					min={0}
					max={MOST_MPS}
					step={STEP_MPS}
					value={speed ?? 0}
					data-unknown={speed === null || undefined}
					aria-label={t('whatIf.windSpeed')}
					aria-valuetext={speed === null ? t('value.unknown') : saySpeed(speed)}
					onChange={({ target }) => set(from, Number(target.value))}
				/>
				<p className="dim">
					{wind
						? `${t('whatIf.downwind', { side: saySide(wind.fromDeg + 180) })} · ${t(wind.basis === 'measured' ? 'whatIf.windMeasured' : 'whatIf.windSaid')}`
						: from === null && speed === null
							? t('whatIf.windUnknown')
							: missing}
				</p>
			</div>
		</fieldset>
	);
}
