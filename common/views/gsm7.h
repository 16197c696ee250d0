// The alphabet of text messages (3GPP TS 23.038): GSM-7 and its extension table.
#pragma once

#include <string>
#include <string_view>

namespace liftmark::views {

// Septets that a character takes: 1, 2 for one of the extension table, 0 for one that GSM-7 does not have.
int Gsm7Septets(char32_t code);

// Whether every byte is a character that takes one septet, as in nearly every text.
bool IsPlainGsm7(std::string_view text);

// Of all characters of a text that GSM-7 has.
int CountGsm7Septets(std::string_view text);

// `text` with what GSM-7 does not have replaced by what reads the same (× by x, dashes by -, curly quotes by
// straight ones, ° by deg, accents that it lacks by the bare letter), control characters and line ends by
// spaces. What has no replacement, emoji among it, is left out and sets `dropped`.
std::string ToGsm7(std::string_view text, bool& dropped);
void AppendGsm7(std::string_view text, std::string& result, bool& dropped);

}  // namespace liftmark::views
