import { RadioField, type RadioFieldProps } from './radio-field.tsx';

/** One choice of few, as joined buttons. */
export function Segments<T extends string>(props: RadioFieldProps<T>) {
	return <RadioField {...props} className="segments" />;
}
