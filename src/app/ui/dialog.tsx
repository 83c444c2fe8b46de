import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './icon-button.tsx';
import './dialog.css';

interface DialogProps {
	readonly title: string;
	/** Name of the button that closes it. */
	readonly closeLabel: string;
	readonly wide?: boolean;
	readonly onClose: () => void;
	readonly children: ReactNode;
}

/** A modal native dialog; open while it is rendered, Esc closes it. What carries `data-first` gets the focus. */
export function Dialog({ title, closeLabel, wide, onClose, children }: DialogProps) {
	const dialog = useRef<HTMLDialogElement>(null);
	const titleId = useId();
	useEffect(() => {
		const element = dialog.current;
		element?.showModal();
		element?.querySelector<HTMLElement>('[data-first]')?.focus();
		return () => element?.close();
	}, []);
	return (
		<dialog
			ref={dialog}
			className={wide ? 'dialog dialog--wide' : 'dialog'}
			aria-labelledby={titleId}
			onCancel={(event) => {
				event.preventDefault();
				onClose();
			}}
		>
			<div className="dialog__head">
				<h2 id={titleId}>{title}</h2>
				<IconButton icon={X} label={closeLabel} shortcut="Escape" small onClick={onClose} />
			</div>
			{children}
		</dialog>
	);
}
