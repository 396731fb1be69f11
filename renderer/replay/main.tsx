import { mount } from '../shared/mount.js'
import { ReplayWindow } from './ReplayWindow.js'
import '../shared/theme.css'
import './replay.css'
import './steps.css'
import './inspector.css'
import './narrow.css'
import './stage.css'
import './compare.css'
import './redo.css'

mount(<ReplayWindow session={new URLSearchParams(location.search).get('session') ?? ''} />)
