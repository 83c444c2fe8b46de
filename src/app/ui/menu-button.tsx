import type { LucideIcon } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';

/** One line of a menu. */
export interface MenuAction {
	readonly id: string;
	readonly icon: LucideIcon;
	readonly label: string;
	/** Key that does the same. */
	readonly shortcut?: string;
	/** Why it cannot be done, in its place; null = it can. */
	readonly refusal?: string | null;
	/** A switch that is on. */
	readonly isOn?: boolean;
	readonly run: () => void;
}

/** What a button with a menu needs. */
export interface MenuButtonProps {
	readonly icon: LucideIcon;
	/** Accessible name and tooltip. */
	readonly label: string;
	readonly className?: string;
	/** Divided by lines; empty groups are left out. */
	readonly groups: readonly (readonly MenuAction[])[];
}

const ActionMenu = lazy(() => import('./action-menu.tsx').then((module) => ({ default: module.ActionMenu })));

/** A button that opens a menu. The menu's code comes with the first press. */
export function MenuButton(props: MenuButtonProps) {
	const [isWanted, setIsWanted] = useState(false);
	const { icon: Icon, label, className = 'icon-btn' } = props;
	const button = (
		<button
			type="button"
			className={className}
			aria-label={label}
			aria-haspopup="menu"
			title={label}
			onClick={() => setIsWanted(true)}
		>
			<Icon size={20} strokeWidth={1.75} aria-hidden />
		</button>
	);
	return isWanted ? (
		<Suspense fallback={button}>
			<ActionMenu {...props} />
		</Suspense>
	) : (
		button
	);
}
