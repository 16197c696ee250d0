#include "common/views/equipment.h"

#include <limits>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "common/views/phrases.h"
#include "common/views/text.h"

namespace liftmark::views {
namespace {

// Longer than this without a known noun, a line is a remark.
constexpr std::size_t kMaxUnknownWords = 4;
constexpr std::size_t kMaxItemWords = 12;
constexpr std::size_t kMaxProseWords = 7;
// What "and" joins to a known noun is an item too, where it is as short.
constexpr std::size_t kMaxJoinedWords = 2;

// Longer than this, a line is no list.
constexpr std::size_t kMaxListBytes = 4096;

// Deeper than every fact.
constexpr int kNoDepth = std::numeric_limits<int>::max();

// The nouns that equipment is made of. They tell items from remarks; a list of items may hold any other name.
bool NamesEquipment(std::string_view text) {
  return ContainsAnyWord(
      text,
      {"barbell",     "barbells",    "dumbbell",   "dumbbells",   "db",         "dbs",         "kettlebell",
       "kettlebells", "kb",          "kbs",        "rack",        "racks",      "cage",        "bench",
       "benches",     "band",        "bands",      "machine",     "machines",   "cable",       "cables",
       "plate",       "plates",      "bar",        "bars",        "ball",       "balls",       "box",
       "boxes",       "rope",        "ropes",      "treadmill",   "treadmills", "bike",        "bikes",
       "rower",       "rowers",      "elliptical", "trx",         "suspension", "rings",       "ring",
       "sled",        "prowler",     "vest",       "belt",        "belts",      "mat",         "mats",
       "roller",      "chain",       "chains",     "platform",    "platforms",  "smith",       "press",
       "pulldown",    "pull-up",     "chin-up",    "dip",         "dips",       "curl",        "extension",
       "erg",         "skierg",      "landmine",   "parallettes", "straps",     "sandbag",     "sandbags",
       "station",     "stations",    "tower",      "step",        "stepper",    "stairmaster", "trainer",
       "hyper",       "ghd",         "monolift",   "monolifts",   "ssb",        "ez-bar",      "weights",
       "pulley",      "attachments", "hack squat", "bodyweight",  "pegboard",   "wheel",       "stand",
       "stands",      "rig",         "cones",      "ladder",      "gloves",     "sliders",     "collars"});
}

// "Commercial gym", "Full access", "standard gym equipment": a place, or equipment at large.
bool NamesPlace(std::string_view text) {
  return !NamesEquipment(text) &&
         ContainsAnyWord(text, {"gym",  "gyms",       "access", "equipment", "setup",  "facility",  "garage",
                                "home", "fitness",    "center", "centre",    "studio", "club",      "hall",
                                "room", "membership", "hotel",  "apartment", "office", "everything"});
}

bool IsPlaceLabel(std::string_view label) {
  return ContainsAnyWord(label, {"location", "locations", "facility", "where", "place", "setting", "address",
                                 "venue", "travel", "environment", "membership"}) ||
         IsOneOf(label, {"gym", "primary gym", "gym access", "gym type", "gym name", "access"});
}

// "barbells, racks, sleds": at least two things, not a place that has them.
bool ListsEquipment(std::string_view text) {
  if (text.size() > kMaxListBytes) return false;
  const std::vector<std::string_view> items = SplitList(text);
  return items.size() > 1 && NamesEquipment(items[0]) && NamesEquipment(items[1]);
}

bool IsRemarkLabel(std::string_view label) {
  return ContainsAnyWord(
      label, {"note", "notes", "comment", "comments", "space", "budget", "constraint", "constraints",
              "limitations", "preference", "preferences", "wishlist", "wants", "planned"});
}

// "Not available", "No barbell", "Unknown": what is named is not there.
bool SaysAbsent(std::string_view text) {
  return ContainsAnyWord(text, {"no", "not", "without", "unavailable", "cannot", "can't", "can’t", "missing",
                                "lacking", "lacks", "unknown", "broken", "never"});
}

// "32 kg", "up to 100 lb": goes with the item before it.
bool IsQuantity(std::string_view text) {
  if (NamesEquipment(text)) return false;
  return !text.empty() &&
         (IsDigit(text[0]) || text[0] == '~' || text[0] == '+' || StartsWithWord(text, "up to"));
}

// "Full gym including barbells", "Full gym: barbells": what follows the first of the words, where nothing but
// a place stands before it.
std::string_view AfterPlace(std::string_view text) {
  for (const std::string_view word :
       {"including", "includes", "such as", "consisting of", "with", "w/", "has", "like", "e.g."}) {
    const std::size_t at = FindWord(text, word);
    if (at == std::string_view::npos || !NamesPlace(text.substr(0, at))) continue;
    return Trim(text.substr(at + word.size()));
  }
  const std::size_t colon = text.find(':');
  const bool place = colon != std::string_view::npos && NamesPlace(text.substr(0, colon));
  return place ? Trim(text.substr(colon + 1)) : text;
}

std::string_view WithoutLead(std::string_view text) {
  for (bool changed = true; changed;) {
    changed = false;
    for (const std::string_view lead :
         {"and", "or", "plus", "also", "a", "an", "some", "access to", "full set of", "set of",
          "full range of", "pair of", "i have", "has", "have", "including"}) {
      if (!StartsWithWord(text, lead) || text.size() == lead.size() || text[lead.size()] != ' ') continue;
      text = Trim(text.substr(lead.size()));
      changed = true;
    }
  }
  return text;
}

// What is joined by "and" or "+" are items of their own, unless the second only loads or completes the first
// ("Barbell + plates up to 225 lb").
std::optional<std::pair<std::string_view, std::string_view>> SplitJoined(std::string_view item) {
  for (const std::string_view joint : {" and ", " & ", " + ", " plus "}) {
    for (std::size_t at = item.find(joint); at != std::string_view::npos; at = item.find(joint, at + 1)) {
      const std::string_view first = Trim(item.substr(0, at));
      const std::string_view second = Trim(item.substr(at + joint.size()));
      if (!NamesEquipment(first)) continue;
      if (!NamesEquipment(second) &&
          (CountWords(second) > kMaxJoinedWords || ContainsAnyWord(first, {"w/", "with"})))
        continue;
      const bool loads = ContainsAnyWord(first, {"barbell", "barbells", "bar", "dumbbell", "dumbbells"}) &&
                         ContainsAnyWord(second, {"plates", "plate", "weights", "collars"});
      if (loads || ContainsWord(second, "attachments")) continue;
      return std::pair(first, second);
    }
  }
  return std::nullopt;
}

// A list, and the remark that a dash begins after it. After a place, the dash begins the list. The dash of a
// range stays.
struct DashedList {
  std::string_view list;
  std::string_view remark;
};

DashedList SplitAtDash(std::string_view text) {
  for (SpacedDash dash = FindSpacedDash(text); dash.found();
       dash = FindSpacedDash(text, dash.position + dash.size)) {
    const std::string_view before = Trim(text.substr(0, dash.position));
    const std::string_view after = Trim(text.substr(dash.position + dash.size));
    if (!before.empty() && IsDigit(before.back()) && !after.empty() && IsDigit(after.front())) continue;
    return NamesPlace(before) ? DashedList{after, {}} : DashedList{before, after};
  }
  return {text, {}};
}

class Collector {
 public:
  void Add(std::string_view item) {
    item = WithoutLead(TrimEnding(item));
    item = TrimEnding(item.substr(0, FindWord(item, "but")));
    if (item.empty() || IsUnsaid(item) || NamesPlace(item) || SaysAbsent(item)) return;
    if (IsOneOf(item, {"etc", "more", "yes", "available", "others", "all", "varies"})) return;
    std::string tag = Capitalized(CutTo(item, kMaxEquipmentTagBytes));
    if (tags_.size() < kMaxEquipmentTags && seen_.insert(Fold(tag)).second) tags_.push_back(std::move(tag));
  }

  // "Barbell, dumbbells 5-50 lb, and bench (adjustable) — as reported". In prose only known nouns are items.
  // A quantity at the beginning belongs to `head`, where that names equipment.
  void AddList(std::string_view list, bool prose, std::string_view head = {}) {
    if (list.size() > kMaxListBytes || tags_.size() >= kMaxEquipmentTags) return;
    for (const std::string_view sentence : SplitSentences(list)) {
      const auto [part, remark] = SplitAtDash(sentence);
      const std::string bare = WithoutParentheses(part);
      const bool all_absent = SaysAbsent(remark) && !NamesEquipment(remark);
      if (all_absent || SaysAbsent(std::string_view(bare).substr(0, bare.find(',')))) continue;
      // "Full commercial gym (barbells, machines)": the list stands in the parentheses.
      if (const std::size_t open = part.find('('); open != std::string_view::npos && NamesPlace(bare)) {
        AddList(part.substr(open + 1, FindClosing(part, open) - open - 1), true);
        continue;
      }
      for (const std::string& item : Items(bare, head)) {
        const std::size_t words = CountWords(item);
        const std::size_t most =
            !NamesEquipment(item) ? (prose ? 0 : kMaxUnknownWords) : (prose ? kMaxProseWords : kMaxItemWords);
        if (words <= most) Add(item);
      }
    }
  }

  bool empty() const { return tags_.empty(); }
  std::vector<std::string> Take() { return std::move(tags_); }

 private:
  static std::vector<std::string> Items(std::string_view list, std::string_view head) {
    std::vector<std::string> items;
    std::string sizes;  // "3 lb, 5 lb and 8 lb dumbbells": of the item they stand before
    for (const std::string_view piece : SplitList(AfterPlace(list))) {
      std::string_view item = WithoutLead(AfterPlace(piece));
      const bool has_owner = !items.empty() || NamesEquipment(head);
      if (IsQuantity(item) && !has_owner && ContainsAnyWord(item, {"kg", "lb", "lbs"})) {
        sizes.append(item).append(", ");
        continue;
      }
      if (IsQuantity(item) && has_owner) {
        if (items.empty()) {
          items.emplace_back(head);
        } else {
          items.back().append(", ").append(item);
        }
        continue;
      }
      if (!sizes.empty()) {
        items.emplace_back(std::exchange(sizes, {}).append(item));
        continue;
      }
      while (const auto joined = item.size() > kMaxEquipmentTagBytes ? std::nullopt : SplitJoined(item)) {
        items.emplace_back(joined->first);
        item = joined->second;
      }
      items.emplace_back(item);
    }
    return items;
  }

  std::vector<std::string> tags_;
  std::unordered_set<std::string> seen_;
};

// "At home she has:", "I have", "What we have in the basement"
bool AnnouncesThings(std::string_view label) {
  const std::size_t space = label.rfind(' ');
  const bool ends =
      space != std::string_view::npos && IsOneOf(label.substr(space + 1), {"has", "have", "own", "owns"});
  return ends || ContainsAnyWord(label, {"what i have", "what we have", "what he has", "what she has"});
}

// "**Equipment:**", and "**KIT HE CAN GET AT**" above a list.
std::string_view TitleOf(const Entry& fact) {
  return fact.label().empty() && fact.is_bold() && fact.kind == EntryKind::kLine ? fact.text : fact.label();
}

// Facts of the equipment part, and what hangs below an equipment label in another.
bool OpensEquipment(const Entry& fact, Topic topic) {
  switch (topic) {
    case Topic::kEquipment:
      return fact.kind != EntryKind::kHeading;
    case Topic::kHistory:
    case Topic::kMetrics:
    case Topic::kPlan:
    case Topic::kPreferences:
      return false;
    default: {
      const std::string_view title = TitleOf(fact);
      return ContainsAnyWord(title, {"equipment", "gear", "kit"}) || AnnouncesThings(title);
    }
  }
}

// "I have access to a commercial gym with racks, benches and a sled."
void AddProse(const Facts& facts, Collector& tags) {
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const Topic topic = facts.TopicOf(i);
    const bool said = facts[i].label().empty() && facts[i].kind != EntryKind::kHeading &&
                      (topic == Topic::kOther || topic == Topic::kIdentity || topic == Topic::kSchedule);
    if (!said || facts[i].text.size() > kMaxListBytes) continue;
    for (const std::string_view sentence : SplitSentences(facts[i].text)) {
      for (const std::string_view lead :
           {"access to", "i have", "i've got", "equipped with", "gym has", "i own"}) {
        const std::size_t at = FindWord(sentence, lead);
        if (at == std::string_view::npos || !NamesEquipment(sentence.substr(at))) continue;
        tags.AddList(sentence.substr(at + lead.size()), true);
        break;
      }
    }
  }
}

}  // namespace

std::vector<std::string> EquipmentTags(const Facts& facts) {
  Collector tags;
  std::vector<std::string_view> places;
  for (std::size_t i = 0; i < facts.size();) {
    if (!OpensEquipment(facts[i], facts.TopicOf(i))) {
      ++i;
      continue;
    }
    const std::size_t end = facts.EndOfChildren(i);
    int details_below = kNoDepth;
    while (i < end) {
      const Entry& fact = facts[i];
      if (fact.depth <= details_below) details_below = kNoDepth;
      const std::string label = WithoutParentheses(fact.label());
      if (fact.declined || SaysAbsent(facts.HeadingOf(i)) || SaysAbsent(fact.label()) ||
          IsRemarkLabel(label)) {
        i = facts.EndOfChildren(i);
        continue;
      }
      if (IsPlaceLabel(label) && !ListsEquipment(fact.value())) {
        places.push_back(fact.value());
      } else if (label.empty() && TitleOf(fact).empty()) {
        const bool is_detail = details_below != kNoDepth;
        tags.AddList(fact.value(), is_detail || fact.kind == EntryKind::kLine);
        if (!is_detail && NamesEquipment(fact.value())) details_below = fact.depth;
      } else if (!label.empty() && !IsUnsaid(fact.value()) &&
                 !SaysAbsent(fact.value().substr(0, fact.value().find(',')))) {
        const bool confirmed = IsOneOf(fact.value(), {"yes", "available", "✓", "✔", "✅"});
        if (confirmed ||
            (NamesEquipment(label) && !NamesEquipment(fact.value()) && !NamesPlace(fact.value()))) {
          tags.Add(label);
        } else {
          tags.AddList(fact.value(), false, label);
        }
      }
      ++i;
    }
  }
  if (tags.empty() && places.empty()) AddProse(facts, tags);
  for (const std::string_view place : places) {
    if (tags.empty()) tags.AddList(place, true);
  }
  return tags.Take();
}

}  // namespace liftmark::views
