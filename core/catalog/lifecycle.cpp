// The phase of a product on a day.
#include <algorithm>

#include "catalog/rows.hpp"

namespace hvcompat {

Phase phase_on(const LifecycleDates& dates, std::string_view day) {
  if (day < dates.released) return Phase::prerelease;
  const bool endless = dates.mainstream_end.empty() && dates.extended_end.empty() && dates.esu_end.empty();
  if (endless || day <= dates.mainstream_end) return Phase::mainstream;
  if (day <= dates.extended_end) return Phase::extended;
  return day <= dates.esu_end ? Phase::paid : Phase::ended;
}

bool VersionRange::contains(const Version& version) const {
  return (!from || *from <= version) && (!below || version < *below);
}

}  // namespace hvcompat
