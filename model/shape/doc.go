// Package shape joins Arabic letters by presentation forms, for terminals that
// draw each code point by itself. It counts runes and works in logical order;
// the caller reorders afterwards.
//
// Which letters join follows section 9.2 of the Unicode Standard, by
// ArabicShaping.txt of Unicode 15.0: rules R1 to R7, with transparent runes
// looked through (R1), and ZWJ, tatweel and other join causers on either side
// (R2, R4). The forms are those that UnicodeData.txt gives a single letter in
// Arabic Presentation Forms A and B, and the eight ligatures of lam with alef
// (R8 there). That covers Arabic, Persian and Urdu whole, and most letters of
// Pashto, Sindhi, Uighur and Kurdish. A letter without the form that it needs
// stays as it is, and its neighbours take the forms that join it, as a font
// would have it: U+06D5, U+06CE and U+06B5 of Kurdish are such letters.
//
// Joining is between what stands side by side on the screen. Letters at
// different embedding levels do not join (UAX #9 section 3.5), and letters that
// an override puts from left to right join as they stand then, which only makes
// a difference to those that join on one side; lam and alef do not become one
// there.
package shape
