# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion for amends

_amends () {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command="" word
  local commands="new plan drafts draft list accounts search classify check deadline event send status
    reclassify resolve goodwill export-case import-case debrief report calendar backup restore verify doctor sample similar"
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case " $commands " in *" $word "*) command=$word; break ;; esac
  done
  case $previous in
    --workspace) mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
    --set|--from|--reply|--calendar|--corpus|-o|--output) mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    --severity) mapfile -t COMPREPLY < <(compgen -W "critical high medium low" -- "$current"); return ;;
    --track) mapfile -t COMPREPLY < <(compgen -W "p1 p2 p3" -- "$current"); return ;;
    --format) mapfile -t COMPREPLY < <(compgen -W "text markdown html json" -- "$current"); return ;;
    goodwill) mapfile -t COMPREPLY < <(compgen -W "suggest request list ask approve decline edit withdraw" -- "$current"); return ;;
    --kind) if [[ $command == goodwill ]]; then
        mapfile -t COMPREPLY < <(compgen -W "credit extension premium-support custom" -- "$current"); return; fi
      mapfile -t COMPREPLY < <(compgen -W "customer brief debrief" -- "$current"); return ;;
    --direction) mapfile -t COMPREPLY < <(compgen -W "internal inbound outbound two-way" -- "$current"); return ;;
  esac
  case $command in
    "") mapfile -t COMPREPLY < <(compgen -W "$commands --workspace --now --as --json --help --version" -- "$current") ;;
    new|classify|check|similar|backup|restore|import-case) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    deadline) mapfile -t COMPREPLY < <(compgen -W "--severity --received --playbook --account --calendar
      --holidays --pause --executive --vip --json" -- "$current") ;;
    sample) mapfile -t COMPREPLY < <(compgen -W "load remove" -- "$current") ;;
    plan|drafts|draft|event|send|status|reclassify|resolve|goodwill|export-case|debrief|report|calendar)
      mapfile -t COMPREPLY < <(compgen -W "$(amends list 2>/dev/null | cut -d' ' -f1)" -- "$current") ;;
  esac
}
complete -F _amends amends
