import { type KeyboardEvent, type PointerEvent, useRef } from 'react';

interface WindDialProps {
	readonly label: string;
	/** What the direction is called. */
	readonly valueText: string;
	/** Where it blows from, degrees from north; null = unknown. */
	readonly fromDeg: number | null;
	/** Where the map looks, degrees from north: the dial is turned as the map is. */
	readonly headingDeg: number;
	readonly onChange: (fromDeg: number) => void;
}

const STEP_DEG = 5;
const PAGE_DEG = 45;
const MARKS_DEG = [0, 45, 90, 135, 180, 225, 270, 315] as const;

/** A direction set by hand: the arrow flies from where the wind comes. Drag, click, or arrow keys. */
export function WindDial({ label, valueText, fromDeg, headingDeg, onChange }: WindDialProps) {
	const dial = useRef<HTMLDivElement>(null);

	function point(event: PointerEvent): void {
		const box = dial.current?.getBoundingClientRect();
		if (!box) return;
		const x = event.clientX - (box.left + box.width / 2);
		const y = event.clientY - (box.top + box.height / 2);
		if (x === 0 && y === 0) return;
		const onScreenDeg = (Math.atan2(x, -y) * 180) / Math.PI;
		onChange(wrapDeg(Math.round((onScreenDeg + headingDeg) / STEP_DEG) * STEP_DEG));
	}

	function press(event: KeyboardEvent): void {
		const step = STEPS_DEG[event.key];
		if (step === undefined) return;
		event.preventDefault();
		onChange(wrapDeg((fromDeg ?? 0) + step));
	}

	return (
		<div
			ref={dial}
			className="wind-dial"
			role="slider"
			tabIndex={0}
			aria-label={label}
			aria-valuemin={0}
			aria-valuemax={359}
			aria-valuenow={fromDeg ?? 0}
			aria-valuetext={valueText}
			onKeyDown={press}
			onPointerDown={(event) => {
				event.currentTarget.setPointerCapture(event.pointerId);
				point(event);
			}}
			onPointerMove={(event) => {
				if (event.currentTarget.hasPointerCapture(event.pointerId)) point(event);
			}}
		>
			<svg viewBox="-40 -40 80 80" aria-hidden="true">
				<circle className="wind-dial__ring" r="31" data-unknown={fromDeg === null || undefined} />
				<g transform={`rotate(${-headingDeg})`}>
					{MARKS_DEG.map((deg) => (
						<path key={deg} className="wind-dial__mark" d="M0-31v5" transform={`rotate(${deg})`} />
					))}
					<path className="wind-dial__north" d="M-5-33L0-40L5-33z" />
					{fromDeg !== null && (
						<path className="wind-dial__arrow" d="M0-23V17M-7 9L0 21L7 9" transform={`rotate(${fromDeg})`} />
					)}
				</g>
			</svg>
		</div>
	);
}

const STEPS_DEG: Readonly<Record<string, number>> = {
	ArrowRight: STEP_DEG,
	ArrowUp: STEP_DEG,
	ArrowLeft: -STEP_DEG,
	ArrowDown: -STEP_DEG,
	PageUp: PAGE_DEG,
	PageDown: -PAGE_DEG,
};

function wrapDeg(deg: number): number {
	return ((deg % 360) + 360) % 360;
}
