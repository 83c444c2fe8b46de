import { type ReactNode, useEffect, useRef, useState } from 'react';
import './hold-button.css';

/** How long it is held (UI design language, section 5), and how long a press without holding waits for its second. */
const HOLD_MS = 800;
const SECOND_PRESS_MS = 4000;

interface HoldButtonProps {
	readonly className?: string;
	/** What it does and that it is held, for the tooltip. */
	readonly hint: string;
	/** Said after a press that cannot be held (screen readers, switches): the next one does it. */
	readonly againLabel: string;
	/** Why it cannot be pressed; null = it can. */
	readonly refusal: string | null;
	readonly onHeld: () => void;
	readonly children: ReactNode;
}

/**
 * A button for what nobody may do by a slip: held for 0.8 s with finger, mouse, Space or Enter, and let go of before that it does nothing. A
 * press by something that cannot hold asks for a second one.
 */
export function HoldButton({ className = '', hint, againLabel, refusal, onHeld, children }: HoldButtonProps) {
	const [holding, setHolding] = useState(false);
	const [isAsked, setIsAsked] = useState(false);
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
	const isByHand = useRef(false);
	useEffect(() => () => clearTimeout(timer.current), []);
	const begin = () => {
		isByHand.current = true;
		if (refusal !== null || holding) return;
		setHolding(true);
		clearTimeout(timer.current);
		timer.current = setTimeout(() => {
			setHolding(false);
			setIsAsked(false);
			onHeld();
		}, HOLD_MS);
	};
	const end = () => {
		if (!holding) return;
		clearTimeout(timer.current);
		setHolding(false);
	};
	const press = () => {
		if (isByHand.current) {
			isByHand.current = false;
			return;
		}
		if (isAsked) {
			clearTimeout(timer.current);
			setIsAsked(false);
			onHeld();
			return;
		}
		setIsAsked(true);
		timer.current = setTimeout(() => setIsAsked(false), SECOND_PRESS_MS);
	};
	return (
		<button
			type="button"
			className={`btn hold ${className}`}
			data-holding={holding || undefined}
			disabled={refusal !== null}
			title={refusal ?? hint}
			onPointerDown={({ button }) => button === 0 && begin()}
			onPointerUp={end}
			onPointerLeave={end}
			onPointerCancel={end}
			onContextMenu={(event) => event.preventDefault()}
			onKeyDown={(event) => {
				if (event.key !== ' ' && event.key !== 'Enter') return;
				event.preventDefault();
				if (!event.repeat) begin();
			}}
			onKeyUp={(event) => {
				if (event.key !== ' ' && event.key !== 'Enter') return;
				event.preventDefault();
				isByHand.current = false;
				end();
			}}
			onBlur={end}
			onClick={press}
		>
			<span className="hold__fill" aria-hidden />
			<span className="hold__words">{isAsked ? againLabel : children}</span>
		</button>
	);
}
