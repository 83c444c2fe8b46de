import { createContext } from 'react';
import { type Clock, machineClock } from '../../client/clock.ts';

/** The clock that components read: of this machine, or of a replay. */
export const ClockContext = createContext<Clock>(machineClock);
