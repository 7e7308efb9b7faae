// Values of a film's cells: units of 2^-filmBits in 8 + filmBits bits, and a bit for those whose value was given.

override filmBits: u32;

const known = 0x40000000;
const notKnown = ~known;
