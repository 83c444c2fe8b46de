/**
 * A value that changes many times a second and is read outside React's render. `get` is cheap and always answers the
 * newest list; `subscribe` calls back after every change and returns its undo.
 */
export interface Feed<T> {
	get(): readonly T[];
	subscribe(onChange: () => void): () => void;
}
