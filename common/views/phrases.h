// What people put into a value beside the value: lists, remarks in parentheses, "not specified".
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/markdown/document.h"
#include "common/views/text.h"

namespace liftmark::views {

// Whether any of the lower-case words stands in `text`.
bool ContainsAnyWord(std::string_view text, std::initializer_list<std::string_view> words);

// Whether `text` is one of the phrases, which are as Fold writes them.
bool IsOneOf(std::string_view text, std::initializer_list<std::string_view> folded);

// "Label: value" of a rendered line. What is bold may be a label of any length, other text only as SplitLabel
// says; a colon between digits ("6:30 PM") is a time. A bold question is the label of its answer.
std::optional<Labeled> LabelOf(const markdown::Line& line);

// Whether a value says that nothing is said: "Not specified", "TBD", "None reported", "N/A".
bool IsUnsaid(std::string_view value);

// `text` without its parentheses and brackets, single-spaced, trimmed.
std::string WithoutParentheses(std::string_view text);

// Cut at commas and semicolons outside parentheses; trimmed, none empty.
std::vector<std::string_view> SplitList(std::string_view text);

// Cut at semicolons and ends of sentences outside parentheses; trimmed, none empty.
std::vector<std::string_view> SplitSentences(std::string_view text);

// The same, and at dashes with spaces on both sides.
std::vector<std::string_view> SplitClauses(std::string_view text);

// Words between single spaces.
std::size_t CountWords(std::string_view text);

// `text` with its first letter in upper case, where that is ASCII.
std::string Capitalized(std::string_view text);

// `text` cut to `max_bytes` between characters.
std::string_view CutTo(std::string_view text, std::size_t max_bytes);

}  // namespace liftmark::views
