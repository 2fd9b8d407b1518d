// Package shape joins Arabic letters by presentation forms, for terminals that
// draw each code point by itself. It counts runes and works in logical order;
// the caller reorders afterwards.
//
// Which letters join follows section 9.2 of the Unicode Standard, by
// ArabicShaping.txt of Unicode 15.0: rules R1 to R7, with transparent runes
// looked through (R1), and ZWJ, tatweel and other join causers on either side
// (R2, R4). The forms are those that UnicodeData.txt gives a single letter in
// Arabic Presentation Forms A and B, and the eight ligatures of lam with alef
// (R8 there). That covers Arabic and Persian whole. A letter without the form
// that it needs stays as it is, and its neighbours take the forms that join it,
// as a font would have it. Such letters are, of Urdu U+06C2 and U+06C3, of
// Pashto U+067C, U+0681, U+0685, U+0689, U+0693, U+0696, U+069A, U+06AB, U+06BC
// and U+06CD, of Kurdish U+0695, U+06B5, U+06CA, U+06CE and U+06D5, of Sindhi
// U+067D, U+068A, U+068F, U+0699 and U+06AA, of Uighur U+06D5.
//
// Joining is between what stands side by side on the screen. Letters at
// different embedding levels do not join (UAX #9 section 3.5), and letters that
// an override puts from left to right join as they stand then, which only makes
// a difference to those that join on one side; lam and alef do not become one
// there.
package shape
