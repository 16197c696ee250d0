# shellcheck shell=bash
# Sourced after common.sh: Debian's packages.

# install_packages FILE...: those that the files list and that are not there; only root can.
install_packages() {
  local package command installed missing=()
  installed=$'\n'$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p')$'\n'
  while read -r package command; do
    if [[ $installed != *$'\n'$package$'\n'* ]] && ! { [[ -n $command ]] && command -v "$command" >/dev/null; }; then
      missing+=("$package")
    fi
  done < <(sed -e 's/#.*//' -e '/^ *$/d' "$@")
  ((${#missing[@]} > 0)) || return 0

  is_root || die "these packages are missing; run as root: apt-get install ${missing[*]}"
  step "Installing ${missing[*]}"
  if [[ " ${missing[*]} " == *' postgresql-15 '* ]]; then
    # Else Debian starts a cluster of its own along with it.
    mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/liftmark.conf
  fi
  apt-get update --quiet
  DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends "${missing[@]}"
}
