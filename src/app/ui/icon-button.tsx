import type { LucideIcon } from 'lucide-react';

interface IconButtonProps {
	readonly icon: LucideIcon;
	/** Accessible name and tooltip. */
	readonly label: string;
	/** Key that does the same, shown in the tooltip. */
	readonly shortcut?: string;
	readonly pressed?: boolean;
	readonly expanded?: boolean;
	readonly small?: boolean;
	/** Arrows walk to it in a list. */
	readonly isStop?: boolean;
	/** Why it cannot be pressed, in the tooltip; null = it can. */
	readonly refusal?: string | null;
	readonly onClick: () => void;
}

/** A button that is only an icon: it has a name, a tooltip and, where there is one, the key in it. */
export function IconButton({
	icon: Icon,
	label,
	shortcut,
	pressed,
	expanded,
	small,
	isStop,
	refusal = null,
	onClick,
}: IconButtonProps) {
	return (
		<button
			type="button"
			data-stop={isStop || undefined}
			className={small ? 'icon-btn icon-btn--small' : 'icon-btn'}
			aria-label={label}
			disabled={refusal !== null}
			aria-pressed={pressed}
			aria-expanded={expanded}
			aria-keyshortcuts={shortcut}
			title={refusal ?? (shortcut ? `${label} (${shortcut})` : label)}
			onClick={onClick}
		>
			<Icon size={small ? 16 : 20} strokeWidth={1.75} aria-hidden />
		</button>
	);
}
