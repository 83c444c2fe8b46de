import { Component, type ReactNode } from 'react';
import { describeError } from '../../domain/errors.ts';

interface RegionBoundaryProps {
	/** What to show in place of a region that failed. */
	readonly renderError: (message: string, retry: () => void) => ReactNode;
	readonly children: ReactNode;
}

/** Keeps one failed region from emptying the others. */
export class RegionBoundary extends Component<RegionBoundaryProps, { message: string | null }> {
	override state: { message: string | null } = { message: null };

	static getDerivedStateFromError(error: unknown): { message: string } {
		return { message: describeError(error) };
	}

	private readonly retry = (): void => this.setState({ message: null });

	override render(): ReactNode {
		return this.state.message === null ? this.props.children : this.props.renderError(this.state.message, this.retry);
	}
}
