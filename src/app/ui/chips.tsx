import { RadioField, type RadioFieldProps } from './radio-field.tsx';

/** One choice of some, as chips that wrap. */
export function Chips<T extends string>(props: RadioFieldProps<T>) {
	return <RadioField {...props} className="chips" />;
}
