import { type RefObject, useLayoutEffect, useRef } from 'react';

/** The newest value for callbacks that are registered once, outside React's render. */
export function useLatest<T>(value: T): RefObject<T> {
	const ref = useRef(value);
	useLayoutEffect(() => {
		ref.current = value;
	}, [value]);
	return ref;
}
