"""GetProfile: warm under load against the floors, and what a miss costs that builds the profile of a dossier of 3 KB."""
import one_client
import point_read
from lab import Figure, call, text_field

USERS = 1_000
METHOD = "liftmark.dossier.v1.DossierService/GetProfile"
ROLE = "liftmark_dossier"


def markdown():
    history = "".join(
        f"### 2026-{3 - week // 4:02d}-{27 - 7 * (week % 4):02d} - Week {12 - week} review\n"
        f"- Squat {365 + 5 * week} lb x 3 @ RPE 8, depth consistent\n- Bench {225 + week} lb x 5, elbows tucked\n"
        "- Slept seven hours on average, reduced accessory volume on Friday\n\n" for week in range(12))
    return (
        "# Training Dossier - Ana Silva\n\n## Profile\n- **Name:** Ana Silva\n- **Age:** 34\n- **Gender:** Female\n"
        "- **Experience Level:** Intermediate, four years of barbell training\n- **Primary Goals:** Squat 405 lb\n"
        "- **Constraints:** Left knee aches after long runs (since 2025-11-02)\n\n## Equipment Access\n- Barbell\n- Squat Rack\n"
        "- Dumbbells 5-50 lb\n- Cable machine\n- Bands\n\n## Schedule & Availability\n"
        "- **Training Days:** Monday, Tuesday, Thursday, Friday\n- **Session Length:** 60-75 minutes\n"
        f"- **Timezone:** Europe/Lisbon\n\n## Training History\n{history}"
        "## Current Training Plan\n**Program:** Upper Lower\n**Phase:** Accumulation\n")


def figures(lab):
    database = lab.database()
    users = [database.create_user()]
    users += database.sql(f"INSERT INTO users SELECT gen_random_uuid() FROM generate_series(2, {USERS})"
                          " RETURNING user_id").split()
    database.sql(f"INSERT INTO user_dossiers (user_id, markdown) SELECT user_id, $md${markdown()}$md$ FROM users")
    service = lab.service("dossier")
    requests = [text_field(1, user) for user in users]

    (miss, miss_cpu), (hit, hit_cpu) = one_client.miss_and_hit(lab, service, ROLE, METHOD, requests, "user_dossiers")
    yield Figure("dossier.markdown", len(markdown().encode()), " bytes")
    yield Figure("dossier.hit", hit, " us")
    yield Figure("dossier.hit-cpu", hit_cpu, " us")
    yield Figure("dossier.miss", miss, " us")
    yield Figure("dossier.miss-cpu", miss_cpu, " us")
    yield Figure("dossier.miss/hit", miss / hit, at_most=3)

    yield from point_read.figures(
        lab, "dossier.get-profile", service, ROLE, METHOD, requests[0], call(service.port, METHOD, requests[0]),
        "SELECT view FROM user_dossiers WHERE user_id = $1 AND user_id = $2", [users[0], users[0]])
