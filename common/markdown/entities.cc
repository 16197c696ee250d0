#include "common/markdown/entities.h"

#include <algorithm>
#include <cstdint>

#include "common/markdown/utf8.h"

namespace liftmark::markdown {
namespace {

struct Named {
  std::string_view name;
  char32_t code;
};

// Sorted by name.
constexpr Named kNamed[] = {
    {"Auml", 0xC4},    {"Eacute", 0xC9},   {"Ouml", 0xD6},    {"Prime", 0x2033}, {"Uuml", 0xDC},
    {"aacute", 0xE1},  {"agrave", 0xE0},   {"amp", '&'},      {"apos", '\''},    {"aring", 0xE5},
    {"ast", '*'},      {"asymp", 0x2248},  {"auml", 0xE4},    {"bull", 0x2022},  {"ccedil", 0xE7},
    {"check", 0x2713}, {"copy", 0xA9},     {"darr", 0x2193},  {"deg", 0xB0},     {"divide", 0xF7},
    {"eacute", 0xE9},  {"egrave", 0xE8},   {"emsp", 0x2003},  {"ensp", 0x2002},  {"euro", 0x20AC},
    {"frac12", 0xBD},  {"frac14", 0xBC},   {"frac34", 0xBE},  {"ge", 0x2265},    {"gt", '>'},
    {"harr", 0x2194},  {"hellip", 0x2026}, {"iacute", 0xED},  {"laquo", 0xAB},   {"larr", 0x2190},
    {"ldquo", 0x201C}, {"le", 0x2264},     {"lowbar", '_'},   {"lsquo", 0x2018}, {"lt", '<'},
    {"mdash", 0x2014}, {"micro", 0xB5},    {"middot", 0xB7},  {"minus", 0x2212}, {"nbsp", 0xA0},
    {"ndash", 0x2013}, {"ne", 0x2260},     {"ntilde", 0xF1},  {"num", '#'},      {"oacute", 0xF3},
    {"ouml", 0xF6},    {"para", 0xB6},     {"percnt", '%'},   {"plus", '+'},     {"plusmn", 0xB1},
    {"pound", 0xA3},   {"prime", 0x2032},  {"quot", '"'},     {"raquo", 0xBB},   {"rarr", 0x2192},
    {"rdquo", 0x201D}, {"reg", 0xAE},      {"rsquo", 0x2019}, {"sect", 0xA7},    {"shy", 0xAD},
    {"sup1", 0xB9},    {"sup2", 0xB2},     {"sup3", 0xB3},    {"szlig", 0xDF},   {"thinsp", 0x2009},
    {"times", 0xD7},   {"trade", 0x2122},  {"uacute", 0xFA},  {"uarr", 0x2191},  {"uuml", 0xFC},
    {"vert", '|'},     {"yen", 0xA5},
};
static_assert(std::is_sorted(std::begin(kNamed), std::end(kNamed),
                             [](const Named& a, const Named& b) { return a.name < b.name; }));

char32_t Number(std::string_view digits, unsigned base) {
  std::uint32_t value = 0;
  for (const char c : digits) {
    const unsigned digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    value = std::min<std::uint32_t>(value * base + digit, 0x110000);
  }
  return value;
}

}  // namespace

int DecodeEntity(std::string_view entity, char* out) {
  const std::string_view body = entity.substr(1, entity.size() - 2);
  char32_t code;
  if (body.starts_with("#x") || body.starts_with("#X")) {
    code = Number(body.substr(2), 16);
  } else if (body.starts_with('#')) {
    code = Number(body.substr(1), 10);
  } else {
    const auto* const named =
        std::lower_bound(std::begin(kNamed), std::end(kNamed), body,
                         [](const Named& entry, std::string_view name) { return entry.name < name; });
    if (named == std::end(kNamed) || named->name != body) return 0;
    code = named->code;
  }
  return EncodeUtf8(code > 0 && code < ' ' ? U' ' : code, out);
}

}  // namespace liftmark::markdown
