import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach } from 'vitest';

const roots: Root[] = [];

afterEach(() => {
	act(() => {
		for (const root of roots.splice(0)) root.unmount();
	});
});

/** A root that ends with its test: what is still shown would tick on when the page of the tests is gone. */
export function mount(host: Element): Root {
	const root = createRoot(host);
	roots.push(root);
	return root;
}
